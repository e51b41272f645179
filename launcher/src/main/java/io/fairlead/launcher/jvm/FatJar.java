package io.fairlead.launcher.jvm;

import java.nio.file.Path;

/** The jars that the launcher starts. */
public enum FatJar {
  /** A registry node. */
  REGISTRY("registry-verticle", "registry.jar", 192),
  /** The DNS server. */
  DNS("dns-verticle", "dns.jar", 48),
  /** A sidecar. */
  PROXY("proxy-verticle", "proxy.jar", 32),
  /** The demo's frontend, backend and load generator. */
  DEMO("demo-services", "demo.jar", 64);

  private final String module;
  private final String file;
  private final int heapMegabytes;

  FatJar(String module, String file, int heapMegabytes) {
    this.module = module;
    this.file = file;
    this.heapMegabytes = heapMegabytes;
  }

  /** Its file name. */
  public String file() {
    return file;
  }

  /** Where the build puts it, from the top of the repository. */
  Path pathWhenBuilt() {
    return Path.of(module, "target", file);
  }

  /** What {@code -Xmx} it gets. */
  int heapMegabytes() {
    return heapMegabytes;
  }
}
