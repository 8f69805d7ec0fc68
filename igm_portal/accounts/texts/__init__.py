"""Words for codes: of an import file, of what an import would do, of what happened."""
