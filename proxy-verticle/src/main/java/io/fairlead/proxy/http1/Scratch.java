package io.fairlead.proxy.http1;

import io.fairlead.proxy.relay.RelayLimits;

/**
 * What the HTTP/1.1 connections of one event loop use in turn: nothing in here outlives the reading
 * of one head.
 */
public final class Scratch {
  private final HeadLines lines;
  private final HeadWriter writer = new HeadWriter();
  private final RequestReader requestReader;
  private final RequestWriter requestWriter;
  private final ResponseReader responseReader;
  private final ResponseIntake responseIntake;

  public Scratch(RelayLimits limits) {
    lines = new HeadLines(limits.headBytesMax(), limits.requestLineBytesMax(), limits.fieldsMax());
    requestReader = new RequestReader(lines);
    requestWriter = new RequestWriter(requestReader, lines, writer);
    responseReader = new ResponseReader(lines, writer);
    responseIntake = new ResponseIntake(lines, responseReader);
  }

  RequestReader requestReader() {
    return requestReader;
  }

  RequestWriter requestWriter() {
    return requestWriter;
  }

  ResponseIntake responseIntake() {
    return responseIntake;
  }

  ResponseReader responseReader() {
    return responseReader;
  }

  HeadLines lines() {
    return lines;
  }

  HeadWriter writer() {
    return writer.clear();
  }
}
