"""What makes Pyodide behave as Python does on the command line. No frame of this package shows in a traceback."""
