package io.fairlead.benchmarks.eureka;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.netflix.eureka.server.EnableEurekaServer;

/** Eureka as its users run it. */
@SpringBootApplication
@EnableEurekaServer
public class EurekaServer {
  public static void main(String... args) {
    SpringApplication.run(EurekaServer.class, args);
  }
}
