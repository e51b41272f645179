package io.fairlead.nameserver.server;

import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.RecordTypes;
import io.fairlead.nameserver.message.Response;
import io.fairlead.nameserver.message.ResponseCode;
import io.fairlead.node.net.AddressRanges;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message in, a message out; the same for UDP and TCP. One event loop, one message after the
 * other: what it has written is overwritten by the next.
 */
public final class Responder {
  /** No response is due, or none will be sent. */
  static final int NOTHING = 0;

  /** The response comes later, to whom was named for it. */
  static final int LATER = -1;

  private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

  /** Reading the clock costs as much as a lookup: one query in so many is timed. */
  private static final int TIMED_OF = 64;

  private final Authority authority;
  private final Forwarder forwarder;
  private final AddressRanges trustedRanges;
  private final RateLimit rateLimit;
  private final LoopTally tally;
  private final int udpBytesMax;
  private final Query query = new Query();
  private final Response response;
  private boolean failureLogged;
  private int untilTimed;
  private InetAddress lastAsker;
  private boolean lastTrusted;

  /**
   * @param forwarder null when names of elsewhere are refused
   * @param trusted who may see private names and have others asked for
   * @param rateLimit null when strangers get as many responses as they like
   * @param udpBytesMax the longest response by UDP, 512 to 4096 bytes
   */
  public Responder(
      Authority authority,
      Forwarder forwarder,
      AddressRanges trusted,
      RateLimit rateLimit,
      ServerMetrics metrics,
      int udpBytesMax) {
    this.authority = authority;
    this.forwarder = forwarder;
    this.trustedRanges = trusted;
    this.rateLimit = rateLimit;
    this.tally = metrics.newLoop();
    this.udpBytesMax = udpBytesMax;
    this.response = new Response(udpBytesMax);
  }

  /**
   * Answers a datagram.
   *
   * @param message not changed, and not kept when this returns
   * @param later makes the receiver of a response that takes time
   * @return the length of the response in {@link #response}, {@link #NOTHING} or {@link #LATER}
   */
  int answerDatagram(
      byte[] message,
      int length,
      InetSocketAddress asker,
      Function<InetSocketAddress, Consumer<byte[]>> later) {
    if (!query.read(message, length)) {
      tally.ignored();
      return NOTHING;
    }
    boolean trusted = isTrusted(asker.getAddress());
    int limit = query.udpBytes(udpBytesMax);
    if (!trusted && rateLimit != null) {
      var verdict = rateLimit.judge(asker.getAddress(), System.nanoTime());
      tally.judged(verdict);
      if (verdict == RateLimit.Verdict.DROP) {
        return NOTHING;
      }
      if (verdict == RateLimit.Verdict.SLIP) {
        response.begin(query, limit);
        response.truncate();
        return ended();
      }
    }
    return answer(limit, trusted, asker, later);
  }

  /** Answers a message on a TCP connection; see {@link #answerDatagram}. */
  int answerStream(
      byte[] message,
      int length,
      InetSocketAddress asker,
      Function<InetSocketAddress, Consumer<byte[]>> later) {
    if (!query.read(message, length)) {
      tally.ignored();
      return NOTHING;
    }
    return answer(Response.BYTES_MAX, isTrusted(asker.getAddress()), asker, later);
  }

  /** Where a response stands, from the beginning. */
  byte[] response() {
    return response.bytes();
  }

  private int answer(
      int limit,
      boolean trusted,
      InetSocketAddress asker,
      Function<InetSocketAddress, Consumer<byte[]>> later) {
    boolean timed = --untilTimed < 0;
    long start = timed ? System.nanoTime() : 0;
    response.begin(query, limit);
    boolean recursive = trusted && forwarder != null;
    if (recursive) {
      response.recursionAvailable();
    }
    if (!isAnswered(trusted)) {
      // Before the catalog is known, a name may be ours after all: asking elsewhere would tell it.
      if (recursive && query.isRecursionDesired() && authority.isComplete()) {
        tally.forwarded();
        forwarder.forward(query, limit, asker, later.apply(asker));
        return LATER;
      }
      // Before the catalog is known, "not mine" would be a guess; SERVFAIL makes askers try again.
      response.reject(authority.isComplete() ? ResponseCode.REFUSED : ResponseCode.SERVFAIL);
    } else if (recursive && OpenAnswer.isOpen(query, response)) {
      tally.forwarded();
      new OpenAnswer(query, limit, response.openAliases(), udpBytesMax)
          .complete(forwarder, asker, later.apply(asker));
      return LATER;
    }
    int length = ended();
    if (timed) {
      untilTimed = TIMED_OF - 1;
      tally.timed(System.nanoTime() - start);
    }
    return length;
  }

  private int ended() {
    int length = response.end();
    tally.answered(response.code(), query.type());
    return length;
  }

  private boolean isAnswered(boolean trusted) {
    if (query.rejection() != null) {
      response.reject(query.rejection());
      return true;
    }
    if (query.dnsClass() != Query.IN || isTransfer(query.type())) {
      response.reject(ResponseCode.REFUSED);
      return true;
    }
    try {
      return authority.answer(query, trusted, response);
    } catch (RuntimeException e) {
      // A defect here must not fill the disk as fast as somebody can ask.
      if (!failureLogged) {
        failureLogged = true;
        LOG.error("{} cannot be answered; further failures are not logged", query.name(0), e);
      }
      response.reject(ResponseCode.SERVFAIL);
      return true;
    }
  }

  private static boolean isTransfer(int type) {
    return type == RecordTypes.AXFR || type == RecordTypes.IXFR;
  }

  /** Most queries come from whom the one before came from. */
  private boolean isTrusted(InetAddress asker) {
    if (!asker.equals(lastAsker)) {
      lastTrusted = trustedRanges.contains(asker);
      lastAsker = asker;
    }
    return lastTrusted;
  }
}
