package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.process.Cores;
import io.fairlead.benchmarks.process.FreePorts;
import io.fairlead.benchmarks.process.Programs;
import io.fairlead.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A proxy of the Linux distribution, with one thread. */
enum PackagedProxy {
  /** Reuses upstream connections for whomever, tries again, and says whom it asks for. */
  HAPROXY("haproxy", "haproxy") {
    @Override
    List<String> arguments(Path folder, int port, Rig.Wire wire, Backend backend)
        throws IOException {
      String settings =
          """
          global
            nbthread 1
            maxconn 8000
          defaults
            mode http
            timeout connect 1s
            timeout client 30s
            timeout server 30s
            retries 2
            option redispatch
            option forwardfor
            http-reuse always
          frontend egress
            bind 127.0.0.1:%d%s
            default_backend orders
          backend orders
            balance roundrobin
            server first 127.0.0.1:%d
            server second 127.0.0.1:%d
          """;
      var file = folder.resolve("haproxy.cfg");
      String protocol = wire == Rig.Wire.HTTP2 ? " proto h2" : "";
      Files.writeString(
          file, settings.formatted(port, protocol, backend.ports().get(0), backend.ports().get(1)));
      return List.of("-db", "-f", file.toString());
    }
  },

  /** One worker, upstream connections kept. */
  NGINX("nginx", "nginx-light") {
    @Override
    List<String> arguments(Path folder, int port, Rig.Wire wire, Backend backend)
        throws IOException {
      var file = folder.resolve("nginx.conf");
      String protocol = wire == Rig.Wire.HTTP2 ? " http2" : "";
      Files.writeString(file, settings(backend.ports(), port + protocol));
      return List.of("-p", folder + "/", "-e", "error.log", "-c", file.toString());
    }

    private String settings(List<Integer> upstreams, String listen) {
      return """
          daemon off;
          master_process off;
          worker_processes 1;
          worker_rlimit_nofile 20000;
          pid nginx.pid;
          error_log error.log;
          events { worker_connections 8000; }
          http {
            access_log off;
            keepalive_requests 1000000000;
            keepalive_timeout 300s;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            upstream orders {
              server 127.0.0.1:%d;
              server 127.0.0.1:%d;
              keepalive 256;
              keepalive_requests 1000000000;
            }
            server {
              listen 127.0.0.1:%s;
              location / {
                proxy_pass http://orders;
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_set_header Host $http_host;
                proxy_set_header X-Forwarded-For $remote_addr;
              }
            }
          }
          """
          .formatted(upstreams.get(0), upstreams.get(1), listen);
    }
  };

  private final String program;
  private final String debianPackage;

  PackagedProxy(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }

  private record Running(String name, int port, ServerProcess process) implements ProxyPeer {
    @Override
    public boolean compilesInUse() {
      return false;
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /** As it is shown. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is in, for the user. */
  String debianPackage() {
    return debianPackage;
  }

  /** Where its program is, if it can be had. */
  Optional<Path> obtain(Path log) throws IOException, InterruptedException {
    return Programs.obtain(program, debianPackage, log);
  }

  /**
   * Starts it on its core; it may not listen yet.
   *
   * @param installed from {@link #obtain}
   * @param folder for its settings and its log; made when missing
   */
  ProxyPeer start(Path installed, Path folder, Rig.Wire wire, Backend backend) throws IOException {
    int port = FreePorts.next();
    Files.createDirectories(folder);
    var command = new ArrayList<>(List.of(installed.toString()));
    command.addAll(arguments(folder, port, wire, backend));
    return new Running(
        label(), port, ServerProcess.start(label(), Cores.SERVER.pinned(command), folder));
  }

  /** Writes its settings, and says what it is started with to stay in the foreground. */
  abstract List<String> arguments(Path folder, int port, Rig.Wire wire, Backend backend)
      throws IOException;
}
