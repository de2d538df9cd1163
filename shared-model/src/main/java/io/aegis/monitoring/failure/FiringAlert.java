/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import java.util.Optional;

/**
 * An alert of another system that is firing: evidence by itself.
 *
 * @param service that it is about
 * @param name of its rule
 * @param type of failure that it tells of; empty when it does not say
 * @param grave whether it says by itself that something fails, as one that somebody is to be woken for
 */
public record FiringAlert(String service, String name, Optional<FailureType> type, boolean grave) {}
