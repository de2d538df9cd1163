/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Where feedback is durable, as the domain sees it: what is stored, what comes of storing, and the error when the database does not confirm.
 * Implementations of {@link io.aegis.storage.FeedbackStore} live outside the domain.
 */
package io.aegis.storage;
