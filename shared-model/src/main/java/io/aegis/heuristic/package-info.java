/**
 * The heuristic lane: topics, urgency, priority and an adjusted sentiment by rules over whole words. Its rule file,
 * {@code rules.json}, explains its own language.
 */
package io.aegis.heuristic;
