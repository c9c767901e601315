"""The shared look: base page, components, theme, vendored third-party files."""
