/** How our processes log: one line per event on standard output. */
package io.fairlead.node.log;
