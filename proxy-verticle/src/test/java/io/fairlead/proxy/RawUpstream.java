package io.fairlead.proxy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** An upstream that does to each connection what a test says, byte by byte. */
public final class RawUpstream implements AutoCloseable {
  /** Plays one connection. */
  public interface Script {
    void play(Connection connection) throws IOException;
  }

  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("content-length: *([0-9]+)", Pattern.CASE_INSENSITIVE);

  private final ServerSocket server;
  private final Script script;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Connections accepted. */
  public final AtomicInteger connections = new AtomicInteger();

  /** The heads of all requests. */
  public final List<String> heads = new CopyOnWriteArrayList<>();

  public RawUpstream(Script script) throws IOException {
    this(0, script);
  }

  public RawUpstream(int port, Script script) throws IOException {
    this.server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
    this.script = script;
    daemon(this::accept);
  }

  /** Answers every request of every connection with 200 and this body. */
  public static RawUpstream answering(String body) throws IOException {
    return new RawUpstream(always(c -> c.write(ok(body))));
  }

  /** Reads the head of the first request of a connection, replies so, then closes it. */
  static Script once(Script reply) {
    return c -> {
      c.readHead();
      reply.play(c);
    };
  }

  /** Replies so to the head of every request of a connection. */
  public static Script always(Script reply) {
    return c -> {
      while (c.readHead() != null) {
        reply.play(c);
      }
    };
  }

  /** Writes one of these to each request of a connection in turn, then closes it. */
  static Script inTurn(String... responses) {
    return c -> {
      for (String response : responses) {
        c.readHead();
        c.write(response);
      }
    };
  }

  /** A head of these lines. */
  public static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  /** A whole response. */
  public static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** Lets a script wait for its test. */
  public static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        daemon(() -> play(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void play(Socket socket) {
    try (socket) {
      script.play(new Connection(socket));
    } catch (IOException broken) {
      // the other side left
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "raw-upstream");
    thread.setDaemon(true);
    thread.start();
  }

  /** Dies as by kill -9: nothing is accepted any more and every connection is reset. */
  public void kill() throws IOException {
    server.close();
    for (var socket : sockets) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException gone) {
        // was closed already
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : sockets) {
      socket.close();
    }
  }

  /** One connection. */
  public final class Connection {
    private final Socket socket;
    private final InputStream in;

    private Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** The next request's head with its final empty line; null at the end of the connection. */
    public String readHead() throws IOException {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int b = in.read();
        if (b < 0) {
          return null;
        }
        head.append((char) b);
      }
      heads.add(head.toString());
      return head.toString();
    }

    /** The body of a request with this head; empty when it has none. */
    public String readBody(String head) throws IOException {
      var length = CONTENT_LENGTH.matcher(head);
      if (length.find()) {
        return readBytes(Integer.parseInt(length.group(1)));
      }
      var body = new StringBuilder();
      if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
          body.append(readBytes(size));
          readLine();
        }
        while (!readLine().isEmpty()) {
          // a trailer
        }
      }
      return body.toString();
    }

    private int chunkSize() throws IOException {
      return Integer.parseInt(readLine(), 16);
    }

    private String readLine() throws IOException {
      var line = new StringBuilder();
      while (line.length() < 2 || line.lastIndexOf("\r\n") != line.length() - 2) {
        int b = in.read();
        if (b < 0) {
          throw new EOFException("in the middle of a body, after: " + line);
        }
        line.append((char) b);
      }
      return line.substring(0, line.length() - 2);
    }

    public String readBytes(int count) throws IOException {
      return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    /** The next byte, -1 at the end of the connection. */
    public int read() throws IOException {
      return in.read();
    }

    public void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /** Sends no more, but reads on. */
    public void end() throws IOException {
      socket.shutdownOutput();
    }

    /** Everything up to the end; fails when it was reset. */
    public byte[] readAll() throws IOException {
      return in.readAllBytes();
    }

    /** The socket itself. */
    public Socket socket() {
      return socket;
    }

    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
