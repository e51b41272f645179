package io.fairlead.launcher.dev;

import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.ResourceIds;
import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import io.fairlead.node.RunningNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What listens, and a session to copy: register, look up, call. */
final class DevView {
  private static final String NAMESPACE = "shop.local";
  private static final String VPC = "vpc-1";
  private static final String SERVICE = "hello";

  private final Console console;
  private final Map<String, String> listeners;
  private final Path folder;

  DevView(Console console, RunningNode node, Path folder) {
    this.console = console;
    this.listeners = node.context().management().listeners();
    this.folder = folder;
  }

  /** Prints it. */
  void show() {
    console.line(
        console.paint(Tone.STRONG, "Fairlead dev")
            + (folder == null
                ? ", the catalog is forgotten at the end (keep it with --data DIR)"
                : ", the catalog is kept in " + folder));
    listeners.forEach(
        (name, address) -> console.line(String.format(Locale.ROOT, "  %-12s %s", name, address)));
    console.line("");
    console.line(console.paint(Tone.STRONG, "Try, in another terminal"));
    session().forEach(line -> console.line("  " + line));
    console.line("");
    console.line("Ctrl-C stops it.");
  }

  /** Ids are derived from names, so they are known before anything is made. */
  private List<String> session() {
    String namespace = ResourceIds.namespaceId(NamespaceType.DNS_PRIVATE, VPC, NAMESPACE);
    String service = ResourceIds.serviceId(NamespaceType.DNS_PRIVATE, namespace, SERVICE);
    String dns = listeners.getOrDefault("dns-udp", listeners.getOrDefault("dns", "127.0.0.1:5300"));
    return List.of(
        "export AWS_ENDPOINT_URL_SERVICEDISCOVERY=http://" + listeners.get("api") + " \\",
        "       AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any",
        "aws servicediscovery create-private-dns-namespace --name " + NAMESPACE + " --vpc " + VPC,
        "aws servicediscovery create-service --name "
            + SERVICE
            + " --namespace-id "
            + namespace
            + " \\",
        "    --dns-config 'DnsRecords=[{Type=A,TTL=60}]'",
        "aws servicediscovery register-instance --service-id "
            + service
            + " --instance-id "
            + SERVICE
            + "-1 \\",
        "    --attributes AWS_INSTANCE_IPV4=127.0.0.1,AWS_INSTANCE_PORT=8000",
        "python3 -m http.server 8000 --bind 127.0.0.1 &",
        "dig @"
            + dns.substring(0, dns.lastIndexOf(':'))
            + " -p "
            + dns.substring(dns.lastIndexOf(':') + 1)
            + " +short "
            + SERVICE
            + "."
            + NAMESPACE,
        "curl -x http://" + listeners.get("egress") + " http://" + SERVICE + "." + NAMESPACE + "/");
  }
}
