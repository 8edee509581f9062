"""The HTTP server of sites that tests make up."""

from http.server import ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    """One that takes as many connections at once as a crawl makes: of those that it does not take,
    the system would try again after a second."""

    daemon_threads = True
    request_queue_size = 128
