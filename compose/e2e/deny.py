"""A proxy in front of the EC2 emulator that answers one operation as AWS does when the permission is missing."""
import http.server
import sys
import urllib.error
import urllib.request

TARGET, PORT, DENIED = sys.argv[1], int(sys.argv[2]), sys.argv[3]
DENIAL = (
    '<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>'
    "You are not authorized to perform this operation.</Message></Error></Errors><RequestID>e2e</RequestID></Response>"
)


class Proxy(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if f"Action={DENIED}&".encode() in body + b"&":
            self.reply(403, DENIAL.encode(), "text/xml")
        else:
            self.forward(body)

    def do_GET(self):
        self.forward(None)

    def forward(self, body):
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "content-length", "connection")}
        # moto finds the service and the region in the signature's scope, so the headers are forwarded unchanged
        request = urllib.request.Request(TARGET + self.path, data=body, headers=headers, method=self.command)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                self.reply(answer.status, answer.read(), answer.headers.get("Content-Type", "text/xml"))
        except urllib.error.HTTPError as error:
            self.reply(error.code, error.read(), "text/xml")

    def reply(self, status, body, kind):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Proxy).serve_forever()
