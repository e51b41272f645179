package io.fairlead.proxy.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A request's body on its way to one attempt after the other. It streams as it arrives, and what
 * has passed is kept up to a limit, so that the next attempt can have it too.
 */
final class RequestBody {
  private final HttpServerRequest source;
  private final int replayBytesMax;
  private final boolean present;
  private final List<Buffer> kept = new ArrayList<>(1);

  private int keptBytes;
  private boolean lost;
  private boolean ended;
  private boolean listening;
  private HttpClientRequest sink;
  private UpstreamAttempt attempt;
  private Runnable whenDiscarded;

  RequestBody(HttpServerRequest source, int replayBytesMax) {
    this.source = source;
    this.replayBytesMax = replayBytesMax;
    this.present = isAnnounced(source);
    this.ended = !present;
    if (present) {
      source.pause();
    }
  }

  /** A body is announced by its framing, never by the method (RFC 9112 §6.3). */
  private static boolean isAnnounced(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    return length != null ? !length.equals("0") : request.headers().contains("transfer-encoding");
  }

  /** Whether there is one at all. */
  boolean isPresent() {
    return present;
  }

  /** Whether all of it has arrived. */
  boolean isEnded() {
    return ended;
  }

  /** Whether the client is to send more and nothing but the client holds it up. */
  boolean isAwaited() {
    return sink != null && !ended && !sink.writeQueueFull();
  }

  /** Whether the next attempt can have all of it. */
  boolean isReplayable() {
    return !lost;
  }

  /** Sends what has arrived and what will arrive, then ends the request. */
  void sendTo(HttpClientRequest request, UpstreamAttempt forAttempt) {
    attempt = forAttempt;
    if (ended) {
      end(request);
      return;
    }
    sink = request;
    if (kept.isEmpty()) {
      // The head goes ahead: the upstream may answer it alone, or ask for the body (100-continue).
      sink.sendHead();
    }
    kept.forEach(sink::write);
    listen();
    source.resume();
  }

  /** Stops sending to this attempt, which is over; another one may have taken its place. */
  void detach(UpstreamAttempt over) {
    if (attempt != over) {
      return;
    }
    sink = null;
    if (!ended) {
      source.pause();
    }
  }

  /** Reads and forgets the rest, so that the client comes to read its answer. */
  void discardRest(Runnable then) {
    whenDiscarded = then;
    sink = null;
    lost = true;
    kept.clear();
    listen();
    source.resume();
  }

  private void end(HttpClientRequest request) {
    if (kept.isEmpty()) {
      request.end();
    } else {
      for (int i = 0; i < kept.size() - 1; i++) {
        request.write(kept.get(i));
      }
      request.end(kept.get(kept.size() - 1));
    }
    attempt.requestSent();
  }

  private void listen() {
    if (!listening) {
      listening = true;
      source.handler(this::arrived);
      source.endHandler(v -> ended());
    }
  }

  private void arrived(Buffer bytes) {
    keep(bytes);
    if (sink == null) {
      return;
    }
    attempt.moved();
    sink.write(bytes);
    if (sink.writeQueueFull()) {
      source.pause();
      var waitedFor = sink;
      sink.drainHandler(v -> drained(waitedFor));
    }
  }

  private void drained(HttpClientRequest request) {
    if (sink == request) {
      source.resume();
    }
  }

  private void keep(Buffer bytes) {
    if (lost) {
      return;
    }
    keptBytes += bytes.length();
    if (keptBytes > replayBytesMax) {
      lost = true;
      kept.clear();
    } else {
      kept.add(bytes);
    }
  }

  private void ended() {
    ended = true;
    if (sink != null) {
      sink.end();
      sink = null;
      attempt.requestSent();
    } else if (whenDiscarded != null) {
      whenDiscarded.run();
    }
  }
}
