"""The outcome on paper: plain content → page, PDF, Word. Says nothing that the content does not say."""
