/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.maintenance;

import io.aegis.monitoring.maintenance.MaintenanceTimes;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.monitoring.maintenance.NamePattern;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the audit log says of a maintenance window: what it silences, and when. Of a note only that there is one. */
final class MaintenanceAudit {

    private MaintenanceAudit() {}

    static Map<String, ?> told(MaintenanceWindow window) {
        Map<String, Object> told = new TreeMap<>();
        window.scope().service().ifPresent(service -> told.put("service", service.text()));
        SortedMap<String, NamePattern> labels = window.scope().labels();
        if (!labels.isEmpty()) {
            SortedMap<String, String> texts = new TreeMap<>();
            labels.forEach((name, pattern) -> texts.put(name, pattern.text()));
            told.put("labels", texts);
        }
        switch (window.times()) {
            case MaintenanceTimes.Once once -> {
                told.put("from", once.from().toString());
                told.put("to", once.to().toString());
            }
            case MaintenanceTimes.Repeated repeated -> {
                told.put("cron", repeated.cron().toString());
                told.put("minutes", repeated.length().toMinutes());
            }
        }
        told.put("note", window.note().isPresent());
        return told;
    }
}
