package io.fairlead.registry.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import java.util.function.Consumer;

/**
 * Hands on what a map now holds. That an entry left the map is no news: removals are entries
 * themselves, and their going after a day means nothing.
 */
record Announcements<S>(Consumer<S> news)
    implements EntryAddedListener<String, S>,
        EntryUpdatedListener<String, S>,
        EntryMergedListener<String, S> {

  @Override
  public void entryAdded(EntryEvent<String, S> event) {
    news.accept(event.getValue());
  }

  @Override
  public void entryUpdated(EntryEvent<String, S> event) {
    news.accept(event.getValue());
  }

  @Override
  public void entryMerged(EntryEvent<String, S> event) {
    news.accept(event.getValue());
  }
}
