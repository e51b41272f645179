package io.fairlead.nameserver.zone;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.RecordTypes;
import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.message.ResourceRecord;
import io.fairlead.nameserver.message.Response;
import io.fairlead.nameserver.message.ResponseCode;
import io.fairlead.nameserver.message.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Answers questions from a {@link NameTable}: the algorithm of RFC 1034 §4.3.2 without wildcards
 * and delegations, which Cloud Map does not have. One per event loop.
 *
 * <p>What is asked most – a name that holds the type, one that does not, one that does not exist –
 * is answered by copying encoded records. Only aliases, which lead from name to name, are written
 * out.
 */
public final class Lookup {
  /** Follows aliases so far; a longer chain is a mistake or a loop. */
  private static final int ALIASES_MAX = 8;

  /** Stands for everything (RFC 8482 §4.2); the TTL is the one of its example. */
  private static final RecordValue NOT_EVERYTHING =
      new RecordValue.Hinfo(Text.of("RFC8482"), Text.of(""));

  private static final int NOT_EVERYTHING_TTL_SECONDS = 3789;

  private final int multivalueMax;
  private final Chance chance;

  /**
   * @param multivalueMax values of a MULTIVALUE answer, 8 in Cloud Map
   * @param random chooses among values
   */
  public Lookup(int multivalueMax, RandomGenerator random) {
    this.multivalueMax = multivalueMax;
    this.chance = new Chance(random);
  }

  /**
   * Answers a question that has none of a query's defects.
   *
   * @return false when the name is in no zone of the table; then the response is as before
   */
  public boolean answer(Query query, NameTable table, Response response) {
    var found = table.get(query.name(0));
    if (found == null) {
      found = table.beyond(query);
      if (found == null) {
        return false;
      }
      if (!query.isAbout(found.name())) {
        deny(found.zone(), response.authoritative().code(ResponseCode.NXDOMAIN));
        return true;
      }
    }
    response.authoritative();
    answer(query, found, table, response);
    return true;
  }

  private void answer(Query query, Owner found, NameTable table, Response response) {
    int type = query.type();
    var set = found.find(type);
    if (set != null) {
      set.answer(response, multivalueMax, chance);
    } else if (type == RecordTypes.ANY) {
      response.answer(notEverything(found.name()));
    } else {
      var alias = found.find(RecordTypes.CNAME);
      if (alias == null) {
        deny(found.zone(), response);
      } else {
        follow(found.name(), alias, type, table, response);
      }
    }
  }

  private static void deny(Zone zone, Response response) {
    response.authority(zone.encodedDenial(), zone.apex().length());
  }

  private static ResourceRecord notEverything(DnsName name) {
    return new ResourceRecord(name, NOT_EVERYTHING_TTL_SECONDS, NOT_EVERYTHING);
  }

  /** From alias to alias, until there is an answer, none, or nobody here who knows. */
  private void follow(
      DnsName start, RecordSet first, int type, NameTable table, Response response) {
    List<DnsName> passed = new ArrayList<>(ALIASES_MAX);
    var name = start;
    var alias = first;
    List<ResourceRecord> aliases = new ArrayList<>(ALIASES_MAX);
    // In a circle each alias is told once (RFC 2181 §5): whoever asked sees it, too.
    while (passed.size() < ALIASES_MAX && !passed.contains(name)) {
      passed.add(name);
      aliases.addAll(alias.answerFurther(response, 1, chance));
      name = ((RecordValue.Cname) aliases.get(aliases.size() - 1).value()).target();
      var found = table.closest(name);
      if (found == null) {
        response.leadsElsewhere(aliases);
        return;
      }
      boolean exists = found.name().equals(name);
      var set = exists ? found.find(type) : null;
      if (set != null) {
        set.answerFurther(response, multivalueMax, chance);
        return;
      }
      alias = exists ? found.find(RecordTypes.CNAME) : null;
      if (alias == null) {
        response.code(exists ? ResponseCode.NOERROR : ResponseCode.NXDOMAIN);
        response.authority(found.zone().denial());
        return;
      }
    }
  }
}
