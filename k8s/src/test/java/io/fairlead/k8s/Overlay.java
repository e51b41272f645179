package io.fairlead.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A rendered folder of this module, and what the tests look for in it. */
record Overlay(String folder, List<HasMetadata> objects) {
  private static final Map<String, Overlay> RENDERED = new ConcurrentHashMap<>();

  /** Renders each folder once; aborts the test where there is no kubectl. */
  static Overlay of(String folder) {
    return RENDERED.computeIfAbsent(folder, f -> new Overlay(f, Kustomize.render(f)));
  }

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends HasMetadata> T named(Class<T> type, String name) {
    return all(type).stream()
        .filter(o -> o.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(folder + " has no " + type.getSimpleName() + " " + name));
  }

  /** What every controller makes its pods of. */
  List<PodTemplateSpec> templates() {
    return Stream.concat(
            all(Deployment.class).stream().map(d -> d.getSpec().getTemplate()),
            all(StatefulSet.class).stream().map(s -> s.getSpec().getTemplate()))
        .toList();
  }

  List<Container> containers() {
    return templates().stream().flatMap(t -> containers(t).stream()).toList();
  }

  /** Sidecars first. */
  static List<Container> containers(PodTemplateSpec template) {
    return Stream.concat(
            template.getSpec().getInitContainers().stream(),
            template.getSpec().getContainers().stream())
        .toList();
  }

  /** Whether a selector, which an empty one is not, selects such pods. */
  static boolean matches(Map<String, String> selector, PodTemplateSpec template) {
    return !selector.isEmpty()
        && template.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
  }

  static String variable(Container container, String name) {
    return container.getEnv().stream()
        .filter(v -> v.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(container.getName() + " has no " + name))
        .getValue();
  }
}
