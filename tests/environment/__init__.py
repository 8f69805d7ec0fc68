"""What the tests need around them: a database server, a browser, and the runs that use both."""
