/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import io.aegis.feedback.Topic;
import java.util.Set;

/**
 * A text and what people said of it.
 *
 * @param text as its author wrote it
 * @param topics one or more
 * @param urgent whether somebody has to look at once; false too where the data set does not tell
 * @param issue whether it reports anything that went wrong
 */
record LabelledText(String text, Set<Topic> topics, boolean urgent, boolean issue) {}
