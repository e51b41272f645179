/**
 * The sidecar: a process beside a task that carries the task's calls to whom the catalog names, and
 * others' calls to the task.
 *
 * <p>This package is wiring: {@link io.fairlead.proxy.Sidecar} deploys it, {@link
 * io.fairlead.proxy.SidecarVerticle} is one event loop of it, {@link
 * io.fairlead.proxy.TaskVerticle} is what there is once. What happens to a request is in {@code
 * chain} (start reading at {@link io.fairlead.proxy.chain.RequestChain}), how bytes move is in
 * {@code relay} and the protocols.
 */
package io.fairlead.proxy;
