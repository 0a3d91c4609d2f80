"""TLS and basic authentication in front of a plain HTTP server, like a proxy that guards a registry or a Connect worker."""
import base64
import http.server
import ssl
import sys
import urllib.error
import urllib.request

PORT, TARGET, CERTIFICATE, KEY, USER_INFO = int(sys.argv[1]), *sys.argv[2:]
WANTED = "Basic " + base64.b64encode(USER_INFO.encode()).decode()
DROPPED = ("host", "connection", "content-length", "authorization", "accept-encoding")


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers.get("Authorization") != WANTED:
            self.reply(401, b'{"error_code":401,"message":"Unauthorized"}', "application/json")
            return
        headers = {k: v for k, v in self.headers.items() if k.lower() not in DROPPED}
        request = urllib.request.Request(TARGET + self.path, data=body or None, headers=headers, method=self.command)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                self.reply(answer.status, answer.read(), answer.headers.get("Content-Type", "application/json"))
        except urllib.error.HTTPError as error:
            self.reply(error.code, error.read(), error.headers.get("Content-Type", "application/json"))
        except OSError as error:
            self.reply(502, str(error).encode(), "text/plain")

    do_GET = do_POST = do_PUT = do_DELETE = answer

    def reply(self, status, body, kind):
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="e2e"')
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Proxy)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERTIFICATE, KEY)
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
