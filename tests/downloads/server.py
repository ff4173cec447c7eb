#!/usr/bin/env python3
"""A web server on loopback that behaves well or badly by the first folder of the path.

usage: server.py FOLDER PORT_FILE LOG_FILE    (writes its port; one line a request to the log)

  /good/F      the file, whole or from `Range: bytes=N-`
  /plain/F     whole, whatever range is asked for
  /cut/F       a third of what is asked for, under the length of all of it
  /stall/F     the same, but only the first time; then as /good
  /wrong/F     as long as the file, other bytes
  /long/F      the file and more behind it, without a length
  /middle/F    another range than asked for
  /moved/F     a redirect to /good/F
  /loop/F      a redirect to itself
  /local/F     a redirect to file:///etc/hostname
  anything else: 404
"""
import http.server
import os
import re
import sys

FOLDER, PORT_FILE, LOG_FILE = sys.argv[1:]
stalled = set()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def redirect(self, to):
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, body, begin, length, claimed=None, total=None):
        """body[begin:begin + length], said to be `claimed` bytes."""
        if begin > 0:
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {begin}-{len(body) - 1}/{total or len(body)}")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(length if claimed is None else claimed))
        self.end_headers()
        self.wfile.write(body[begin:begin + length])
        if claimed is not None and claimed != length:
            self.close_connection = True

    def do_GET(self):
        asked = self.headers.get("Range", "")
        with open(LOG_FILE, "a", encoding="utf-8") as log:
            log.write(f"{self.path} {asked}\n")
        _, way, name = self.path.split("/", 2)
        path = os.path.join(FOLDER, os.path.basename(name))
        if way == "moved":
            return self.redirect(f"/good/{name}")
        if way == "loop":
            return self.redirect(self.path)
        if way == "local":
            return self.redirect("file:///etc/hostname")
        if way not in ("good", "plain", "cut", "stall", "wrong", "long", "middle") or not os.path.exists(path):
            return self.send_error(404)
        with open(path, "rb") as file:
            body = file.read()
        match = re.fullmatch(r"bytes=(\d+)-", asked)
        begin = int(match.group(1)) if match and way != "plain" else 0
        if begin > 0 and begin >= len(body):
            return self.send_error(416)
        left = len(body) - begin
        if way == "wrong":
            return self.answer(bytes(b ^ 1 for b in body), begin, left)
        if way == "long":
            self.send_response(200)
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            try:
                for _ in range(200):
                    self.wfile.write(body)
            except OSError:  # the reader had enough
                pass
            return None
        if way == "middle" and begin > 0:
            return self.answer(body, begin + 1, left - 1)
        if way == "cut" or (way == "stall" and self.path not in stalled):
            stalled.add(self.path)
            return self.answer(body, begin, left // 3, claimed=left)
        return self.answer(body, begin, left)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
with open(PORT_FILE + ".new", "w", encoding="ascii") as out:
    out.write(str(server.server_address[1]))
os.replace(PORT_FILE + ".new", PORT_FILE)
server.serve_forever()
