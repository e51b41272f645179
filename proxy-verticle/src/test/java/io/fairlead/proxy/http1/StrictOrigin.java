package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An origin server that reads requests as RFC 9112 says and nothing else, written apart from what
 * it judges: what is not one proper request after the other is a complaint.
 */
final class StrictOrigin implements AutoCloseable {
  private static final Set<String> NEVER_SENT_ON =
      Set.of("te", "keep-alive", "proxy-connection", "proxy-authorization", "http2-settings");

  /** A request that came to its end. */
  record Received(
      String method, String target, List<String> fields, String body, List<String> trailers) {
    /** All values of a field, joined by a bar; null when there is none. */
    String field(String name) {
      return valueOf(fields, name);
    }

    String trailer(String name) {
      return valueOf(trailers, name);
    }

    private static String valueOf(List<String> lines, String name) {
      List<String> found = new ArrayList<>();
      for (String line : lines) {
        int colon = line.indexOf(':');
        if (line.substring(0, colon).equalsIgnoreCase(name)) {
          found.add(line.substring(colon + 1).strip());
        }
      }
      return found.isEmpty() ? null : String.join("|", found);
    }

    @Override
    public String toString() {
      return method + " " + target;
    }
  }

  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** In the order in which they ended. */
  final List<Received> received = new CopyOnWriteArrayList<>();

  /** What no proper client would send. */
  final List<String> complaints = new CopyOnWriteArrayList<>();

  StrictOrigin() throws IOException {
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        sockets.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "strict-origin");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      while (request(in)) {
        boolean head = received.get(received.size() - 1).method().equals("HEAD");
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + (head ? "" : "fine");
        socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
      }
    } catch (IOException broken) {
      // the sidecar left in the middle, which is how a bad body ends
    } catch (IllegalArgumentException e) {
      complaints.add(e.getMessage());
    } finally {
      sockets.remove(socket);
    }
  }

  private boolean request(InputStream in) throws IOException {
    String line = line(in, true);
    if (line == null) {
      return false;
    }
    String[] parts = line.split(" ", -1);
    judge(parts.length == 3 && parts[2].equals("HTTP/1.1"), line);
    var fields = fields(in);
    var head = new Received(parts[0], parts[1], fields, "", List.of());
    judge(head.field("host") != null && !head.field("host").contains("|"), "hosts of " + line);
    String length = head.field("content-length");
    String coding = head.field("transfer-encoding");
    judge(length == null || coding == null, "both framings in " + line);
    judge(length == null || length.matches("0|[1-9][0-9]{0,17}"), "length " + length);
    judge(coding == null || coding.equals("chunked"), "coding " + coding);
    List<String> trailers = new ArrayList<>();
    String body = "";
    if (coding != null) {
      body = chunks(in);
      trailers = fields(in);
    } else if (length != null) {
      body = exactly(in, Integer.parseInt(length));
    }
    received.add(new Received(parts[0], parts[1], fields, body, trailers));
    return true;
  }

  private List<String> fields(InputStream in) throws IOException {
    List<String> fields = new ArrayList<>();
    for (String line = line(in, false); !line.isEmpty(); line = line(in, false)) {
      judge(line.matches("(?s)[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t\\x20-\\x7e\\x80-\\xff]*"), line);
      String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
      judge(!name.startsWith("x-fairlead-") && !NEVER_SENT_ON.contains(name), line);
      judge(!name.equals("connection") || line.endsWith(": upgrade"), line);
      fields.add(line);
    }
    return fields;
  }

  private String chunks(InputStream in) throws IOException {
    var body = new StringBuilder();
    while (true) {
      String size = line(in, false);
      judge(size.matches("[0-9a-f]{1,8}"), "chunk size " + size);
      int octets = Integer.parseInt(size, 16);
      if (octets == 0) {
        return body.toString();
      }
      body.append(exactly(in, octets));
      judge(line(in, false).isEmpty(), "chunk longer than its size");
    }
  }

  private static String exactly(InputStream in, int octets) throws IOException {
    byte[] read = in.readNBytes(octets);
    if (read.length < octets) {
      throw new IOException("cut short");
    }
    return new String(read, ISO_8859_1);
  }

  /** A line that CR LF ends; null at the end of the connection, where that is proper. */
  private static String line(InputStream in, boolean mayEnd) throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        if (mayEnd && line.size() == 0) {
          return null;
        }
        throw new IOException("cut short");
      }
      if (octet == '\n') {
        throw new IllegalArgumentException("bare LF after " + line.toString(ISO_8859_1));
      }
      if (octet != '\r') {
        line.write(octet);
      } else if (in.read() == '\n') {
        return line.toString(ISO_8859_1);
      } else {
        throw new IllegalArgumentException("bare CR after " + line.toString(ISO_8859_1));
      }
    }
  }

  private static void judge(boolean proper, String what) {
    if (!proper) {
      throw new IllegalArgumentException("improper: " + what);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
