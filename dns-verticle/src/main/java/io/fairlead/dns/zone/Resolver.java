package io.fairlead.dns.zone;

import io.fairlead.catalog.view.CatalogState;
import io.fairlead.dns.message.Answer;
import io.fairlead.dns.message.Question;
import io.fairlead.dns.message.RecordTypes;
import io.fairlead.dns.message.ResponseCode;
import java.util.random.RandomGenerator;

/**
 * Answers questions from the catalog. The zones of a state are made once, when it is first asked
 * about; one resolver belongs to one event loop.
 */
public final class Resolver {
  private final int answersMax;
  private final NameServer nameServer;
  private CatalogState state;
  private Zones zones;

  /**
   * @param answersMax values of a MULTIVALUE answer, 8 in Cloud Map
   * @param serverAddress the IP address under which askers reach this server; anything else means
   *     that it is not known
   */
  public Resolver(int answersMax, String serverAddress) {
    this.answersMax = answersMax;
    this.nameServer = NameServer.at(serverAddress);
  }

  /**
   * Answers one question; never fails.
   *
   * @param catalog what is known now
   * @param random chooses among instances
   */
  public Answer resolve(Question question, CatalogState catalog, RandomGenerator random) {
    return resolve(question, zones(catalog), random);
  }

  Answer resolve(Question question, Zones known, RandomGenerator random) {
    if (question.dnsClass() != Question.IN || isTransfer(question.type())) {
      return Answer.rejection(ResponseCode.REFUSED);
    }
    var zone = known.zoneOf(question.name());
    if (zone == null) {
      // Before the catalog is known, "not mine" would be a guess; SERVFAIL makes askers try again.
      return Answer.rejection(known.isComplete() ? ResponseCode.REFUSED : ResponseCode.SERVFAIL);
    }
    return new Walk(question, known, answersMax, random).from(zone);
  }

  private Zones zones(CatalogState catalog) {
    if (state != catalog) {
      zones = Zones.of(catalog, nameServer);
      state = catalog;
    }
    return zones;
  }

  private static boolean isTransfer(int type) {
    return type == RecordTypes.AXFR || type == RecordTypes.IXFR;
  }
}
