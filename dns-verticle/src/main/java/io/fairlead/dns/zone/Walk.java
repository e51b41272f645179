package io.fairlead.dns.zone;

import io.fairlead.dns.message.Answer;
import io.fairlead.dns.message.DnsName;
import io.fairlead.dns.message.Question;
import io.fairlead.dns.message.RecordTypes;
import io.fairlead.dns.message.RecordValue;
import io.fairlead.dns.message.ResourceRecord;
import io.fairlead.dns.message.ResponseCode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One question on its way through the zones, along aliases: the algorithm of RFC 1034 §4.3.2
 * without wildcards and delegations, which Cloud Map does not have.
 */
final class Walk {
  /** Follows aliases so far; a longer chain is a mistake or a loop. */
  private static final int ALIASES_MAX = 8;

  /** Stands for everything (RFC 8482 §4.2); the TTL is the one of its example. */
  private static final RecordValue NOT_EVERYTHING = new RecordValue.Hinfo("RFC8482", "");

  private static final int NOT_EVERYTHING_TTL_SECONDS = 3789;

  private final Question question;
  private final Zones zones;
  private final int answersMax;
  private final RandomGenerator random;
  private final List<ResourceRecord> answers = new ArrayList<>();

  /**
   * @param answersMax values of a MULTIVALUE answer
   */
  Walk(Question question, Zones zones, int answersMax, RandomGenerator random) {
    this.question = question;
    this.zones = zones;
    this.answersMax = answersMax;
    this.random = random;
  }

  /** The answer; called once. */
  Answer from(Zone first) {
    var zone = first;
    var name = question.name();
    for (int aliases = 0; zone != null && aliases <= ALIASES_MAX; aliases++) {
      var owner = zone.owner(name);
      if (owner == null) {
        return denial(ResponseCode.NXDOMAIN, zone);
      }
      var set = owner.find(question.type());
      if (set != null) {
        return found(name, set);
      }
      if (question.type() == RecordTypes.ANY) {
        answers.add(new ResourceRecord(name, NOT_EVERYTHING_TTL_SECONDS, NOT_EVERYTHING));
        return positive(List.of());
      }
      var alias = owner.find(RecordTypes.CNAME);
      if (alias == null) {
        return denial(ResponseCode.NOERROR, zone);
      }
      name = follow(name, alias);
      zone = zones.zoneOf(name);
    }
    // The chain leads out of our zones: whoever asked goes on from here.
    return positive(List.of());
  }

  private DnsName follow(DnsName name, RecordSet alias) {
    var value = (RecordValue.Cname) alias.choose(1, random).get(0);
    answers.add(new ResourceRecord(name, alias.ttlSeconds(), value));
    return value.target();
  }

  private Answer found(DnsName name, RecordSet set) {
    List<ResourceRecord> additional = new ArrayList<>();
    for (var value : set.choose(answersMax, random)) {
      answers.add(new ResourceRecord(name, set.ttlSeconds(), value));
      addTarget(value, additional);
    }
    return positive(additional);
  }

  private Answer positive(List<ResourceRecord> additional) {
    return new Answer(ResponseCode.NOERROR, true, answers, List.of(), additional);
  }

  private Answer denial(ResponseCode code, Zone zone) {
    return new Answer(code, true, answers, List.of(zone.denial()), List.of());
  }

  /** The addresses of the host that a value points to (RFC 2782, RFC 1035 §3.3.11). */
  private void addTarget(RecordValue value, List<ResourceRecord> additional) {
    if (value instanceof RecordValue.Srv srv) {
      addAddresses(srv.target(), additional);
    } else if (value instanceof RecordValue.Ns ns) {
      addAddresses(ns.server(), additional);
    }
  }

  private void addAddresses(DnsName host, List<ResourceRecord> additional) {
    var zone = zones.zoneOf(host);
    var owner = zone == null ? null : zone.owner(host);
    if (owner != null) {
      addAddresses(host, owner.find(RecordTypes.A), additional);
      addAddresses(host, owner.find(RecordTypes.AAAA), additional);
    }
  }

  private void addAddresses(DnsName host, RecordSet set, List<ResourceRecord> additional) {
    if (set != null) {
      set.choose(answersMax, random)
          .forEach(v -> additional.add(new ResourceRecord(host, set.ttlSeconds(), v)));
    }
  }
}
