package io.fairlead.proxy.balance;

import java.util.List;
import java.util.function.IntPredicate;

/** Which of a service's endpoints a key belongs to; immutable. */
interface HashTable {
  /** Nobody. */
  int NOBODY = -1;

  /** Makes one for these endpoints. */
  interface Builder {
    /**
     * Makes it; the same for the same members.
     *
     * @param members in order of their ids, at least one
     */
    HashTable of(List<Member> members);
  }

  /**
   * What an endpoint is to a table.
   *
   * @param id its instance's
   * @param weight 0 or more; when all have 0, all have the same
   */
  record Member(String id, int weight) {}

  /**
   * The place in the list of members of the one that the key belongs to; of another one, always the
   * same, when that one may not be chosen.
   *
   * @return {@link #NOBODY} when none was found that may be chosen
   */
  int owner(long key, IntPredicate eligible);
}
