#!/usr/bin/env python3
"""chdb.py LIBRARY FOLDER: a current ClickHouse behind the HTTP interface, as far as teiten uses that: libchdb has none.

Prints the port that it listens on.  Settings of the query string are handed on, so that one unknown to the engine is
refused as a server would."""
import ctypes
import http.server
import sys
import urllib.parse

lib = ctypes.CDLL(sys.argv[1])
lib.chdb_connect.restype = ctypes.c_void_p
lib.chdb_query_n.restype = ctypes.c_void_p
lib.chdb_query_n.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
for name, kind in (('buffer', ctypes.c_void_p), ('length', ctypes.c_size_t), ('error', ctypes.c_char_p)):
    function = getattr(lib, 'chdb_result_' + name)
    function.restype = kind
    function.argtypes = [ctypes.c_void_p]
lib.chdb_destroy_query_result.argtypes = [ctypes.c_void_p]
words = [b'clickhouse', b'--path=' + sys.argv[2].encode()]
connection = ctypes.cast(lib.chdb_connect(len(words), (ctypes.c_char_p * len(words))(*words)),
                         ctypes.POINTER(ctypes.c_void_p))[0]
OURS = ('query', 'wait_end_of_query')  # of the HTTP interface, not of the engine


def ask(sql):
    """The answer's bytes and the error, one of which is None."""
    result = lib.chdb_query_n(connection, sql, len(sql), b'TabSeparated', 12)
    error = lib.chdb_result_error(result)
    length = lib.chdb_result_length(result)
    answer = ctypes.string_at(lib.chdb_result_buffer(result), length) if length else b''
    lib.chdb_destroy_query_result(result)
    return (None, error) if error else (answer, None)


def with_data(sql, data):
    """The statement that reads its data from a file: behind it they might be taken for statements."""
    path = sys.argv[2] + '.rows'
    with open(path, 'wb') as file:
        file.write(data)
    table, form = sql.split(' FORMAT ')
    return ("%s FROM INFILE '%s' FORMAT %s" % (table, path, form)).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        options = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        body = self.rfile.read(int(self.headers['Content-Length']))
        settings = ', '.join('%s = %s' % (key, value if value.isdigit() else "'%s'" % value)
                             for key, value in options.items() if key not in OURS)
        answer, error = ask(('SET ' + settings).encode())
        if error is None:
            answer, error = ask(with_data(options['query'], body) if 'query' in options else body)
        said = answer if error is None else error
        self.send_response(200 if error is None else 500)
        self.send_header('Content-Length', str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *words):
        pass


server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
