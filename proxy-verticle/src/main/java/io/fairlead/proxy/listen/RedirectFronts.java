package io.fairlead.proxy.listen;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Stage;
import io.fairlead.proxy.relay.ConnectionLimit;
import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.retry.RetryPolicy;
import io.fairlead.proxy.route.AliasPort;
import io.fairlead.proxy.route.AliasRouteStage;
import io.fairlead.proxy.route.LiveRoutes;
import io.fairlead.proxy.route.PassThroughStage;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where redirected connections of one event loop may go; on that loop. */
final class RedirectFronts {
  private final ListenContext context;
  private final LiveRoutes routes;
  private final RetryPolicy retries;
  private final Redirects redirects;
  private final ConnectionLimit connections;
  private final ConnectionStart http;
  private final Front passThrough;
  private final Map<AliasPort, Front> ofAliases = new HashMap<>();

  /**
   * @param connections what all of them may hold together
   */
  RedirectFronts(
      ListenContext context,
      LiveRoutes routes,
      RetryPolicy retries,
      Redirects redirects,
      ConnectionLimit connections) {
    this.context = context;
    this.routes = routes;
    this.retries = retries;
    this.redirects = redirects;
    this.connections = connections;
    this.http = ConnectionStart.http(context);
    // Nobody is ejected and nothing is tried elsewhere: there is no other place.
    this.passThrough =
        front(
            RequestChain.ingress(
                context.shared(),
                context.chain(),
                new PassThroughStage(redirects.passThrough()),
                RetryPolicy.NONE));
  }

  private Front front(RequestChain chain) {
    return new Front(
        Direction.EGRESS,
        context.limits(),
        context.headers(),
        connections,
        context.connections(),
        chain::handle,
        context.watch(),
        context.shared().nanoClock());
  }

  long detectNanos() {
    return redirects.detectNanos();
  }

  /** Which client alias has this address; null for none. */
  AliasPort aliasAt(InetSocketAddress address) {
    return redirects.aliases().apply(address);
  }

  /** Reads HTTP on behalf of this front. */
  ChannelHandler http(Front front) {
    return http.handler(front);
  }

  /** Serves a connection that was meant for a client alias. */
  ChannelHandler alias(AliasPort alias) {
    var front = ofAliases.computeIfAbsent(alias, this::front);
    boolean isTcp = routes.table().protocolOf(alias.toString()) == AppProtocol.TCP;
    return (isTcp ? ConnectionStart.raw() : http).handler(front);
  }

  private Front front(AliasPort alias) {
    Stage routing = new AliasRouteStage(routes, alias);
    return front(RequestChain.egress(context.shared(), context.chain(), routing, retries));
  }

  /** Carries connections to where they were meant to go. */
  Front passThrough() {
    return passThrough;
  }

  /**
   * Whether the mesh is to answer a request for this host: somebody there goes or went by the name,
   * or nobody can say yet, or nothing else may be reached.
   */
  boolean isOfMesh(String host) {
    var table = routes.table();
    return !redirects.passThrough()
        || (host != null
            && (!table.isComplete() || table.find(host) != null || table.findGone(host) != null));
  }

  /** Whether an endpoint of the mesh is on that host. */
  boolean isHostOfMesh(InetSocketAddress address) {
    return !redirects.passThrough()
        || routes.table().leadsToHost(address.getAddress().getHostAddress());
  }

  /** Whether a connection from there was made by this process. */
  boolean isOwn(SocketAddress source) {
    return redirects.own().contains(source);
  }

  List<Front> all() {
    List<Front> all = new ArrayList<>(ofAliases.values());
    all.add(passThrough);
    return all;
  }

  /** Closes what has been silent for too long, and forgets aliases that nobody uses. */
  void sweep() {
    all().forEach(Front::sweep);
    var present = routes.table().aliasPorts();
    ofAliases
        .entrySet()
        .removeIf(e -> e.getValue().connections() == 0 && !present.contains(e.getKey()));
  }
}
