package io.fairlead.registry.link;

import io.fairlead.catalog.bus.BusAddress;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes each event from the bus once, encodes it once, and writes it to every link that listens.
 * All on the server's event loop.
 */
final class EventFanOut {
  private final LinkObserver observer;
  private final Map<String, Set<LinkSession>> listeners = new HashMap<>();
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();

  EventFanOut(LinkObserver observer) {
    this.observer = observer;
  }

  /** Begins to listen to every event. */
  void bind(EventBus bus) {
    for (var event : BusAddress.values()) {
      if (event.kind() == BusAddress.Kind.EVENT) {
        listeners.put(event.address(), new LinkedHashSet<>());
        consumers.add(bus.<JsonObject>localConsumer(event.address(), this::tell));
      }
    }
  }

  void add(String address, LinkSession link) {
    listeners.get(address).add(link);
  }

  void remove(String address, LinkSession link) {
    listeners.getOrDefault(address, Set.of()).remove(link);
  }

  void forget(LinkSession link) {
    listeners.values().forEach(links -> links.remove(link));
  }

  Future<Void> close() {
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList()).mapEmpty();
  }

  private void tell(Message<JsonObject> event) {
    var links = listeners.get(event.address());
    if (links.isEmpty()) {
      return;
    }
    Buffer frame = LinkFrames.message(event.address(), event.body());
    int told = 0;
    // A copy, since a link that does not read is closed and forgotten meanwhile.
    for (var link : List.copyOf(links)) {
      if (link.write(frame)) {
        told++;
      }
    }
    observer.delivered(told);
  }
}
