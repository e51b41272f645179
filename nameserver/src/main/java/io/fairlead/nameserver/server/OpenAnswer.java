package io.fairlead.nameserver.server;

import io.fairlead.nameserver.message.AnswerSection;
import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.RecordTypes;
import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.message.ResourceRecord;
import io.fairlead.nameserver.message.Response;
import io.fairlead.nameserver.message.ResponseCode;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * An answer of our zones whose aliases lead out of them, such as to a load balancer's name. Who
 * asks for addresses with recursion desired expects them: stub resolvers do not follow aliases
 * themselves (RFC 1034 §5.3.1). So the last target is asked for elsewhere, and what is said of it
 * comes behind the aliases. One query, one event loop.
 */
final class OpenAnswer {
  private static final int TARGET_ID = 0;

  private final byte[] message;
  private final boolean checkingDisabled;
  private final int type;
  private final int limit;
  private final List<ResourceRecord> aliases;
  private final int udpBytesMax;

  /**
   * @param query not kept
   * @param limit the longest response, in bytes
   * @param aliases at least one
   */
  OpenAnswer(Query query, int limit, List<ResourceRecord> aliases, int udpBytesMax) {
    this.message = Arrays.copyOf(query.bytes(), query.length());
    this.checkingDisabled = query.isCheckingDisabled();
    this.type = query.type();
    this.limit = limit;
    this.aliases = aliases;
    this.udpBytesMax = udpBytesMax;
  }

  /** Whether an answer is one that its asker wants to be completed. */
  static boolean isOpen(Query query, Response response) {
    return !response.openAliases().isEmpty()
        && query.isRecursionDesired()
        && (query.type() == RecordTypes.A || query.type() == RecordTypes.AAAA);
  }

  /**
   * Asks for the last target.
   *
   * @param whenDone gets the whole response once
   */
  void complete(Forwarder forwarder, InetSocketAddress asker, Consumer<byte[]> whenDone) {
    byte[] asked = Query.message(TARGET_ID, checkingDisabled, target(), type);
    var query = new Query();
    query.read(asked, asked.length);
    forwarder.forward(
        query,
        Response.BYTES_MAX,
        asker,
        said -> whenDone.accept(completed(AnswerSection.of(said))));
  }

  private DnsName target() {
    return ((RecordValue.Cname) aliases.get(aliases.size() - 1).value()).target();
  }

  private byte[] completed(AnswerSection said) {
    var query = new Query();
    query.read(message, message.length);
    var response = new Response(udpBytesMax);
    response.begin(query, limit);
    response.recursionAvailable();
    if (said.code() == ResponseCode.NOERROR || said.code() == ResponseCode.NXDOMAIN) {
      response.authoritative().code(said.code());
      aliases.forEach(response::answer);
      said.records().forEach(response::answer);
    } else {
      response.reject(ResponseCode.SERVFAIL);
    }
    return Arrays.copyOf(response.bytes(), response.end());
  }
}
