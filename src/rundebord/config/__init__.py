"""Where the house is put together: settings, addresses, the server, the command line, and the plain public pages."""
