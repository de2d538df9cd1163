/** {@code ops/aegis jobs}: the operator API from a command line. */
package io.aegis.batch.command;
