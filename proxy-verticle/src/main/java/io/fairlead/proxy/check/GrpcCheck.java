package io.fairlead.proxy.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/**
 * Asks {@code grpc.health.v1.Health/Check}, which must answer SERVING (the health checking protocol
 * of gRPC). The two messages are small enough to be written and read here.
 */
public final class GrpcCheck implements AppCheck {
  private static final String METHOD = "/grpc.health.v1.Health/Check";

  /** A byte that says whether the message is compressed, and four with its length. */
  private static final int FRAME_HEAD_BYTES = 5;

  /** Field 1, a text. */
  private static final int SERVICE_TAG = 0x0A;

  /** Field 1, a number. */
  private static final int STATUS_TAG = 0x08;

  private static final int SERVICE_BYTES_MAX = 127;
  private static final int SERVING = 1;
  private static final String[] STATUSES = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};

  private final HttpClient client;
  private final RequestOptions request;
  private final String service;
  private final Buffer message;

  /**
   * @param service the name that is asked for, empty for the server as a whole; at most 127 bytes
   */
  public GrpcCheck(Vertx vertx, String host, int port, String service, Duration timeout) {
    this.service = service;
    this.message = message(service);
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setConnectTimeout((int) timeout.toMillis()));
    this.request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(host)
            .setPort(port)
            .setURI(METHOD)
            .putHeader("content-type", "application/grpc")
            .putHeader("te", "trailers")
            .putHeader("user-agent", "fairlead-check")
            .setTimeout(timeout.toMillis());
  }

  private static Buffer message(String service) {
    byte[] name = service.getBytes(UTF_8);
    if (name.length > SERVICE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "check.grpc = " + service + " (expected: at most " + SERVICE_BYTES_MAX + " bytes)");
    }
    int length = name.length == 0 ? 0 : 2 + name.length;
    var framed = Buffer.buffer().appendByte((byte) 0).appendInt(length);
    return length == 0
        ? framed
        : framed.appendByte((byte) SERVICE_TAG).appendByte((byte) name.length).appendBytes(name);
  }

  @Override
  public Future<Void> probe() {
    // A new connection each time: a kept one would not notice that nobody accepts any more.
    return client
        .request(request)
        .compose(
            asked ->
                asked
                    .send(message)
                    .compose(answer -> answer.body().compose(body -> judge(answer, body)))
                    .eventually(() -> asked.connection().close().otherwiseEmpty()));
  }

  private Future<Void> judge(HttpClientResponse answer, Buffer body) {
    String status = answer.getTrailer("grpc-status");
    // An answer without a message has all of it in its head.
    String told = status == null ? answer.getHeader("grpc-status") : status;
    if (answer.statusCode() != 200 || !"0".equals(told)) {
      return failed(
          "answered status " + answer.statusCode() + ", grpc-status " + told + " (expected: 0)");
    }
    int serving = servingStatus(body);
    String name =
        serving >= 0 && serving < STATUSES.length ? STATUSES[serving] : "status " + serving;
    return serving == SERVING
        ? Future.succeededFuture()
        : failed("answered " + name + " (expected: SERVING)");
  }

  /** A number that is 0 is not sent (proto3). */
  private static int servingStatus(Buffer body) {
    int at = FRAME_HEAD_BYTES;
    return body.length() >= at + 2 && body.getByte(at) == STATUS_TAG ? body.getByte(at + 1) : 0;
  }

  private Future<Void> failed(String what) {
    String of = service.isEmpty() ? "" : " of " + service;
    return Future.failedFuture(new CheckFailure("grpc.health.v1" + of + " " + what));
  }

  @Override
  public Future<Void> close() {
    return client.close();
  }
}
