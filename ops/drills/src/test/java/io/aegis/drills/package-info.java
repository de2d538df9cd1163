/** What operators do by {@code ops/aegis}, and what must come of it, on both packaged applications. */
package io.aegis.drills;
