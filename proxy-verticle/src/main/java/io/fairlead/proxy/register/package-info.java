/**
 * Makes the task known to the mesh and keeps it so: a lease that is renewed well before it runs
 * out, taken anew when the registry forgot it, and given back on drain.
 *
 * <p>Start reading at {@link io.fairlead.proxy.register.Registrar}.
 */
package io.fairlead.proxy.register;
