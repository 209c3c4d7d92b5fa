"""Connections of the standard library and of HTTP libraries."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_CONNECTION = "works in one process only"
_CONNECT = "pass the address, and connect in each step"
_CREATE = "create it in the step that uses it"
_LOCKS = "holds connections and locks of one process"

ENTRIES = (
    *rows(
        """
        socket.socket
        socket.create_connection                       socket.socket
        socket.create_server                           socket.socket
        socket.socketpair                              builtins.tuple
        ssl.SSLContext.wrap_socket                     ssl.SSLSocket
        ssl.SSLSocket
        """,
        Verdict.REFUSED,
        "a network connection",
        _CONNECTION,
        _CONNECT,
    ),
    *rows(
        """
        ssl.create_default_context                     ssl.SSLContext
        ssl.SSLContext
        """,
        Verdict.REFUSED,
        "a TLS context",
        "belongs to one process",
        _CREATE,
    ),
    *rows(
        """
        select.poll
        select.epoll
        selectors.DefaultSelector
        """,
        Verdict.REFUSED,
        "a selector",
        "waits for open files of one process",
        _CREATE,
    ),
    *rows(
        """
        http.client.HTTPConnection
        http.client.HTTPSConnection
        ftplib.FTP
        smtplib.SMTP
        imaplib.IMAP4
        poplib.POP3
        """,
        Verdict.REFUSED,
        "a connection to a server",
        _CONNECTION,
        _CONNECT,
    ),
    *rows(
        """
        http.server.HTTPServer
        http.server.ThreadingHTTPServer
        socketserver.TCPServer
        socketserver.ThreadingTCPServer
        """,
        Verdict.REFUSED,
        "a server",
        "listens in one pod only",
        _CREATE,
    ),
    *rows(
        """
        urllib.request.urlopen                         http.client.HTTPResponse
        http.client.HTTPConnection.getresponse         http.client.HTTPResponse
        http.client.HTTPResponse
        """,
        Verdict.REFUSED,
        "a response that is still being read",
        _CONNECTION,
        "pass what it holds, such as `response.read()`",
    ),
    *rows(
        """
        urllib.request.build_opener                    urllib.request.OpenerDirector
        xmlrpc.client.ServerProxy
        http.cookiejar.CookieJar
        """,
        Verdict.REFUSED,
        "a client of a server",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        urllib.request.Request
        urllib.parse.urlparse                          urllib.parse.ParseResult
        """,
        Verdict.CROSSES,
        "a request or an address",
        "is saved whole",
    ),
    *rows(
        """
        requests.get                                   requests.Response
        requests.post                                  requests.Response
        requests.request                               requests.Response
        requests.Session.get                           requests.Response
        requests.Session.post                          requests.Response
        requests.Response
        """,
        Verdict.CROSSES,
        "a response",
        "is saved with its content",
    ),
    *rows(
        """
        requests.Session
        requests.session                               requests.Session
        requests.sessions.Session                      requests.Session
        requests.adapters.HTTPAdapter
        """,
        Verdict.CROSSES,
        "a session of requests",
        "is saved with its settings, and connects anew",
    ),
    *rows(
        """
        requests.Response.iter_content                 types.GeneratorType
        requests.Response.iter_lines                   types.GeneratorType
        """,
        Verdict.REFUSED,
        "a response that is still being read",
        _CONNECTION,
        "pass its content, such as `response.content`",
    ),
    *rows(
        """
        urllib3.request                                urllib3.response.HTTPResponse
        urllib3.PoolManager.request                    urllib3.response.HTTPResponse
        urllib3.response.HTTPResponse
        """,
        Verdict.REFUSED,
        "a response of urllib3",
        _CONNECTION,
        "pass its content, such as `response.data`",
    ),
    *rows(
        """
        urllib3.PoolManager
        urllib3.HTTPConnectionPool
        """,
        Verdict.REFUSED,
        "a pool of connections",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        httpx.Client
        httpx.AsyncClient
        aiohttp.ClientSession
        """,
        Verdict.REFUSED,
        "an HTTP client",
        _LOCKS,
        _CREATE,
    ),
    *rows(
        """
        httpx.get                                      httpx.Response
        httpx.post                                     httpx.Response
        httpx.Client.get                               httpx.Response
        httpx.Response
        """,
        Verdict.CROSSES,
        "a response",
        "is saved with its content",
    ),
    *rows(
        """
        httpx.stream
        httpx.Response.iter_bytes                      types.GeneratorType
        httpx.Response.iter_lines                      types.GeneratorType
        """,
        Verdict.REFUSED,
        "a response that is still being read",
        _CONNECTION,
        "read it, and pass the content",
    ),
    *rows(
        """
        aiohttp.ClientSession.get                      aiohttp.client._BaseRequestContextManager
        aiohttp.ClientResponse
        """,
        Verdict.REFUSED,
        "a response of aiohttp",
        _CONNECTION,
        "pass its content, such as `await response.read()`",
    ),
    *rows(
        """
        websocket.create_connection                    websocket.WebSocket
        websocket.WebSocket
        websocket.WebSocketApp
        """,
        Verdict.REFUSED,
        "a websocket",
        _CONNECTION,
        _CONNECT,
    ),
    *rows(
        """
        paramiko.SSHClient
        paramiko.Transport
        """,
        Verdict.REFUSED,
        "an SSH connection",
        _CONNECTION,
        _CONNECT,
    ),
    *rows(
        """
        grpc.insecure_channel                          grpc.Channel
        grpc.secure_channel                            grpc.Channel
        grpc.Channel
        """,
        Verdict.REFUSED,
        "a gRPC channel",
        _CONNECTION,
        _CONNECT,
    ),
    *rows(
        """
        selenium.webdriver.Chrome
        selenium.webdriver.Firefox
        """,
        Verdict.REFUSED,
        "a browser",
        "runs in one pod only",
        _CREATE,
    ),
    *rows(
        """
        bs4.BeautifulSoup
        bs4.BeautifulSoup.find                         bs4.Tag
        bs4.Tag
        """,
        Verdict.CROSSES,
        "a parsed page",
        "is saved whole",
    ),
    *rows(
        """
        lxml.etree.parse                               lxml.etree._ElementTree
        lxml.etree.fromstring                          lxml.etree._Element
        lxml.etree.XML                                 lxml.etree._Element
        lxml.etree.HTML                                lxml.etree._Element
        lxml.html.fromstring                           lxml.html.HtmlElement
        lxml.html.parse                                lxml.etree._ElementTree
        """,
        Verdict.REFUSED,
        "a document of lxml",
        "is memory of a C library",
        "pass its text, such as `lxml.etree.tostring(...)`, and parse it in each step",
    ),
)
