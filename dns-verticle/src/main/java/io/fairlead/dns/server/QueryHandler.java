package io.fairlead.dns.server;

import io.fairlead.dns.message.Answer;
import io.fairlead.dns.message.Query;
import io.fairlead.dns.message.QueryDecoder;
import io.fairlead.dns.message.Question;
import io.fairlead.dns.message.ResponseCode;
import io.fairlead.dns.message.ResponseEncoder;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message in, a message out; the same for UDP and TCP. One event loop. */
final class QueryHandler {
  private static final Logger LOG = LoggerFactory.getLogger(QueryHandler.class);
  private static final int TCP_BYTES_MAX = 65_535;

  private final Function<Question, Answer> resolver;
  private final ResponseEncoder encoder;
  private final DnsMetrics metrics;
  private final int udpBytesMax;
  private boolean failureLogged;

  QueryHandler(Function<Question, Answer> resolver, DnsMetrics metrics, int udpBytesMax) {
    this.resolver = resolver;
    this.metrics = metrics;
    this.udpBytesMax = udpBytesMax;
    this.encoder = new ResponseEncoder(udpBytesMax);
  }

  /** The response to a datagram; empty when none is due. */
  Optional<byte[]> answerDatagram(byte[] message) {
    return answer(message, query -> query.udpBytes(udpBytesMax));
  }

  /** The response to a message on a TCP connection; empty when none is due. */
  Optional<byte[]> answerStream(byte[] message) {
    return answer(message, query -> TCP_BYTES_MAX);
  }

  private Optional<byte[]> answer(byte[] message, Function<Query, Integer> limit) {
    long start = System.nanoTime();
    var decoded = QueryDecoder.decode(message);
    if (decoded.isEmpty()) {
      metrics.ignored();
      return Optional.empty();
    }
    var query = decoded.get();
    var answer = query.rejection() != null ? Answer.rejection(query.rejection()) : resolve(query);
    byte[] response = encoder.encode(query, answer, limit.apply(query));
    int type = query.question() == null ? -1 : query.question().type();
    metrics.answered(answer.code(), type, System.nanoTime() - start);
    return Optional.of(response);
  }

  private Answer resolve(Query query) {
    try {
      return resolver.apply(query.question());
    } catch (RuntimeException e) {
      // A defect here must not fill the disk as fast as somebody can ask.
      if (!failureLogged) {
        failureLogged = true;
        LOG.error("{} cannot be answered; further failures are not logged", query.question(), e);
      }
      return Answer.rejection(ResponseCode.SERVFAIL);
    }
  }
}
