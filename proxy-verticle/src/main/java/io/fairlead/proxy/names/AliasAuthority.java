package io.fairlead.proxy.names;

import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.Response;
import io.fairlead.nameserver.message.ResponseCode;
import io.fairlead.nameserver.server.Authority;
import io.fairlead.nameserver.zone.Lookup;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Answers for client aliases and their virtual addresses. One per event loop.
 *
 * <p>Only for the names themselves: what is below {@code backend.demo.local}, such as one of its
 * instances, is the DNS server's as ever.
 */
final class AliasAuthority implements Authority {
  private final AliasTable aliases;
  private final BooleanSupplier complete;
  private final boolean forwarding;
  private final Lookup lookup;

  /**
   * @param complete whether the table holds every alias that there is; any thread
   * @param forwarding whether other names are asked for elsewhere
   * @param random is never asked, as every name has one value
   */
  AliasAuthority(
      AliasTable aliases, BooleanSupplier complete, boolean forwarding, RandomGenerator random) {
    this.aliases = aliases;
    this.complete = complete;
    this.forwarding = forwarding;
    this.lookup = new Lookup(1, random);
  }

  @Override
  public boolean answer(Query query, boolean trusted, Response response) {
    if (!trusted) {
      // The addresses are this host's alone, and whether they are known is nobody else's business.
      response.reject(ResponseCode.REFUSED);
      return true;
    }
    var found = aliases.names().get(query.name(0));
    if (found == null) {
      return isPerhapsOurs(query, response);
    }
    if (found.isEmpty()) {
      // It leads nowhere now, and may in a moment. Whoever else knows the name would lead round the
      // mesh, and a denial would be kept.
      response.reject(ResponseCode.SERVFAIL);
      return true;
    }
    return lookup.answer(query, aliases.names(), response);
  }

  /**
   * Before all aliases are known, a name of one label may be one of them. Nobody in front of us
   * knows such names, and their denial is that of the root zone, which caches keep for a day; so it
   * gets SERVFAIL, which is tried again. Names with more labels are asked for elsewhere even then:
   * a registry that is down must not take the Internet away, and who knows {@code
   * backend.demo.local} answers with addresses that work, if past the mesh, or denies it for as
   * long as that namespace's own zone says, which is seconds.
   */
  private boolean isPerhapsOurs(Query query, Response response) {
    if (query.labels() != 1 || complete.getAsBoolean()) {
      return false;
    }
    response.reject(ResponseCode.SERVFAIL);
    return true;
  }

  /**
   * While false, nothing is asked for elsewhere, and what would be refused gets SERVFAIL. So it is
   * never false where others can be asked: {@link #isPerhapsOurs} has told what they may not be.
   */
  @Override
  public boolean isComplete() {
    return forwarding || complete.getAsBoolean();
  }
}
