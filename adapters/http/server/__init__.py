"""An HTTP/1.1 server for the API: it reads whole requests before they take a thread, and shares the threads fairly."""
