package io.fairlead.nameserver.server;

import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.Response;

/** Answers for the names that are known here. One per event loop; never blocks. */
public interface Authority {
  /**
   * Answers a question of class IN.
   *
   * @param trusted whether the asker is in the ranges that may see private names
   * @param response begun; written only when the name is answered for here
   * @return false when the name is none of ours, as far as this asker may know
   */
  boolean answer(Query query, boolean trusted, Response response);

  /** False while a name that is missing may yet turn out to be ours. */
  boolean isComplete();
}
