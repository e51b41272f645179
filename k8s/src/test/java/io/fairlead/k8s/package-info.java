/**
 * What the manifests promise, checked without a cluster: every object is parsed strictly with the
 * models of the Kubernetes client, and what the parse cannot know (a sidecar is a native one, a
 * Service has pods, nothing runs as root) is asked of the rendered overlays.
 *
 * <p>Start reading at {@link io.fairlead.k8s.OverlayTest}. Whether a variable is a setting is asked
 * in the launcher's tests, which see the settings.
 */
package io.fairlead.k8s;
