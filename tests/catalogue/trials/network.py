"""Trials of connections: each server is a thread of the process that makes the object."""

from __future__ import annotations

from tests.catalogue.trial import SAME, Like, Trial, Untried

_SERVER = "socketserver.TCPServer(('127.0.0.1', 0), socketserver.BaseRequestHandler)"
_CONNECTION = "import urllib.parse\nh = http.client.HTTPConnection(urllib.parse.urlparse(http_server()).netloc)\n"
_GET = "requests.get(http_server())"

TRIALS: dict[str, Trial | Like | Untried] = {
    "socket.socket": Trial("socket.socket()"),
    "socket.create_connection": Trial("socket.create_connection(('127.0.0.1', greeter()))"),
    "socket.create_server": Trial("socket.create_server(('127.0.0.1', 0))"),
    "socket.socketpair": Trial("socket.socketpair()"),
    "ssl.SSLContext.wrap_socket": Trial(
        "import socket\ncontext = ssl.create_default_context()\n"
        "context.wrap_socket(socket.socket(), server_hostname='localhost')"
    ),
    "ssl.SSLSocket": Like("ssl.SSLContext.wrap_socket"),
    "ssl.create_default_context": Trial("ssl.create_default_context()"),
    "ssl.SSLContext": Like("ssl.create_default_context"),
    "select.poll": Trial("select.poll()"),
    "select.epoll": Trial("select.epoll()"),
    "selectors.DefaultSelector": Trial("selectors.DefaultSelector()"),
    "http.client.HTTPConnection": Trial(_CONNECTION + "h.connect()\nh"),
    "http.client.HTTPSConnection": Trial("http.client.HTTPSConnection('localhost')"),
    "ftplib.FTP": Trial("f = ftplib.FTP()\nf.connect('127.0.0.1', greeter(b'220 ready\\r\\n'))\nf"),
    "smtplib.SMTP": Trial("s = smtplib.SMTP()\ns.connect('127.0.0.1', greeter(b'220 ready\\r\\n'))\ns"),
    "imaplib.IMAP4": Trial("imaplib.IMAP4('127.0.0.1', imap_server())"),
    "poplib.POP3": Trial("poplib.POP3('127.0.0.1', greeter(b'+OK ready\\r\\n'))"),
    "http.server.HTTPServer": Trial("http.server.HTTPServer(('127.0.0.1', 0), http.server.BaseHTTPRequestHandler)"),
    "http.server.ThreadingHTTPServer": Trial(
        "http.server.ThreadingHTTPServer(('127.0.0.1', 0), http.server.BaseHTTPRequestHandler)"
    ),
    "socketserver.TCPServer": Trial(_SERVER),
    "socketserver.ThreadingTCPServer": Trial(_SERVER.replace("TCP", "ThreadingTCP")),
    "urllib.request.urlopen": Trial("import http.client\nurllib.request.urlopen(http_server())"),
    "http.client.HTTPConnection.getresponse": Trial(_CONNECTION + "h.request('GET', '/')\nh.getresponse()"),
    "http.client.HTTPResponse": Like("urllib.request.urlopen"),
    "urllib.request.build_opener": Trial(
        "import ssl\n"  # which it makes itself from Python 3.12 on
        "urllib.request.build_opener(urllib.request.HTTPSHandler(context=ssl.create_default_context()))",
        "it.open('data:,a').read() == b'a'",
    ),
    "xmlrpc.client.ServerProxy": Trial("xmlrpc.client.ServerProxy(http_server())", "it('close')"),
    "http.cookiejar.CookieJar": Trial("http.cookiejar.CookieJar()", "len(it) == 0"),
    "urllib.request.Request": Trial("urllib.request.Request('http://a/b')", "it.full_url == 'http://a/b'"),
    "urllib.parse.urlparse": Trial("urllib.parse.urlparse('http://a/b')", SAME),
    "requests.get": Trial(_GET, "it.json()['answer'] == 42 and it.ok"),
    "requests.post": Trial("requests.post(http_server(), data=b'a')", "it.json()['answer'] == 42 and it.ok"),
    "requests.request": Trial("requests.request('GET', http_server())", "it.json()['answer'] == 42 and it.ok"),
    "requests.Session.get": Trial("requests.Session().get(http_server())", "it.json()['answer'] == 42 and it.ok"),
    "requests.Session.post": Trial("requests.Session().post(http_server())", "it.json()['answer'] == 42 and it.ok"),
    "requests.Response": Like("requests.get"),
    "requests.Session": Trial(
        "s = requests.Session()\ns.headers['X'] = '1'\ns.get(http_server())\ns",
        "it.headers['X'] == '1' and it.get(http_server()).ok",
    ),
    "requests.session": Trial("requests.session()", "it.get(http_server()).ok"),
    "requests.sessions.Session": Like("requests.Session"),
    "requests.adapters.HTTPAdapter": Trial("requests.adapters.HTTPAdapter(max_retries=5)", "it.max_retries.total == 5"),
    "requests.Response.iter_content": Trial(_GET + ".iter_content(1)"),
    "requests.Response.iter_lines": Trial(_GET + ".iter_lines()"),
    "urllib3.PoolManager.request": Trial(
        "import urllib3.response\nurllib3.PoolManager().request('GET', http_server())"
    ),
    "urllib3.request": Trial("import urllib3.response\nurllib3.request('GET', http_server())"),
    "urllib3.response.HTTPResponse": Like("urllib3.request"),
    "urllib3.PoolManager": Trial("urllib3.PoolManager()", "it.request('GET', http_server()).status == 200"),
    "urllib3.HTTPConnectionPool": Trial("urllib3.HTTPConnectionPool('localhost')"),
    "httpx.Client": Trial("httpx.Client()", "it.get(http_server()).is_success"),
    "httpx.AsyncClient": Trial("httpx.AsyncClient()", "(await it.get(http_server())).is_success"),
    "aiohttp.ClientSession": Trial("await __import__('asyncio').sleep(0)\naiohttp.ClientSession()", "not it.closed"),
    "httpx.get": Trial("httpx.get(http_server())", "it.json()['answer'] == 42 and it.is_success"),
    "httpx.post": Trial("httpx.post(http_server())", "it.json()['answer'] == 42 and it.is_success"),
    "httpx.Client.get": Trial("httpx.Client().get(http_server())", "it.json()['answer'] == 42 and it.is_success"),
    "httpx.Response": Like("httpx.get"),
    "httpx.stream": Trial("httpx.stream('GET', http_server())"),
    "httpx.Response.iter_bytes": Trial("httpx.get(http_server()).iter_bytes()"),
    "httpx.Response.iter_lines": Trial("httpx.get(http_server()).iter_lines()"),
    "aiohttp.ClientSession.get": Trial(
        "await __import__('asyncio').sleep(0)\naiohttp.ClientSession().get(http_server())"
    ),
    "aiohttp.ClientResponse": Trial(
        "response = await aiohttp.ClientSession().get(http_server())\nresponse", "(await it.json())['answer'] == 42"
    ),
    "websocket.create_connection": Trial("websocket.create_connection(f'ws://127.0.0.1:{websocket_server()}/')"),
    "websocket.WebSocket": Trial("websocket.WebSocket()"),
    "websocket.WebSocketApp": Trial("websocket.WebSocketApp('ws://localhost')"),
    "paramiko.SSHClient": Trial(
        "client = paramiko.SSHClient()\nclient._transport = paramiko.Transport(('127.0.0.1', greeter()))\nclient"
    ),
    "paramiko.Transport": Trial("paramiko.Transport(('127.0.0.1', greeter(b'SSH-2.0-demo\\r\\n')))"),
    "grpc.insecure_channel": Trial("grpc.insecure_channel('localhost:1')"),
    "grpc.secure_channel": Trial("grpc.secure_channel('localhost:1', grpc.ssl_channel_credentials())"),
    "grpc.Channel": Like("grpc.insecure_channel"),
    "selenium.webdriver.Chrome": Untried("needs a browser"),
    "selenium.webdriver.Firefox": Untried("needs a browser"),
    "bs4.BeautifulSoup": Trial("bs4.BeautifulSoup('<p>a</p>', 'html.parser')", "it.p.text == 'a'"),
    "bs4.BeautifulSoup.find": Trial("bs4.BeautifulSoup('<p>a</p>', 'html.parser').find('p')", "it.text == 'a'"),
    "bs4.Tag": Like("bs4.BeautifulSoup.find"),
    "lxml.etree.parse": Trial("import io\nlxml.etree.parse(io.StringIO('<a/>'))", "it.getroot().tag == 'a'"),
    "lxml.etree.fromstring": Trial("lxml.etree.fromstring('<a/>')", "it.tag == 'a'"),
    "lxml.etree.XML": Trial("lxml.etree.XML('<a/>')", "it.tag == 'a'"),
    "lxml.etree.HTML": Trial("lxml.etree.HTML('<p>a</p>')", "it.tag == 'html'"),
    "lxml.html.fromstring": Trial("lxml.html.fromstring('<p>a</p>')", "it.tag == 'p'"),
    "lxml.html.parse": Trial("import io\nlxml.html.parse(io.StringIO('<p>a</p>'))", "it.getroot().tag == 'html'"),
}
