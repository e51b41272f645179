/**
 * A service that answers every request with who it is, and that can be told to be slow or to fail.
 *
 * <p>Start reading at {@link io.fairlead.demo.backend.BackendHandler}.
 */
package io.fairlead.demo.backend;
