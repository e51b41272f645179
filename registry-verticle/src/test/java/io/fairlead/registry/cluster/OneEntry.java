package io.fairlead.registry.cluster;

import com.hazelcast.map.ExtendedMapEntry;
import java.util.concurrent.TimeUnit;

/** An entry outside any map. */
final class OneEntry<S> implements ExtendedMapEntry<String, S> {
  private final String key;
  private S value;

  OneEntry(String key) {
    this.key = key;
  }

  @Override
  public String getKey() {
    return key;
  }

  @Override
  public S getValue() {
    return value;
  }

  @Override
  public S setValue(S changed) {
    var before = value;
    value = changed;
    return before;
  }

  @Override
  public S setValue(S changed, long ttl, TimeUnit unit) {
    return setValue(changed);
  }

  @Override
  public S setValueWithoutChangingExpiryTime(S changed) {
    return setValue(changed);
  }
}
