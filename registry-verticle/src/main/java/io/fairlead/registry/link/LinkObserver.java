package io.fairlead.registry.link;

import io.fairlead.node.link.LinkRole;

/** Who counts what happens on links; called on the links' event loop. */
public interface LinkObserver {
  /** Why a link ended. */
  enum Reason {
    /** The other end closed it, broke, or said nothing for too long. */
    GONE,
    /** It did not read what was sent. */
    SLOW,
    /** It sent what is no frame, or did not say properly what it is. */
    BROKEN,
    /** There were too many already. */
    SHED,
    /** This node is leaving. */
    DRAINED
  }

  /** A link was taken. */
  void opened();

  /** A link that was taken ended. */
  void closed(Reason reason);

  /** A frame came from a link. */
  void received();

  /** An event was written to so many links. */
  void delivered(int links);

  /**
   * What a link asked for was refused.
   *
   * @param role what the link is
   */
  void refused(LinkRole role);

  /** A link sent more frames than it may and is not read for a while. */
  void throttled();

  /** So many bytes wait now to be read by all links together. */
  void queued(long bytes);
}
