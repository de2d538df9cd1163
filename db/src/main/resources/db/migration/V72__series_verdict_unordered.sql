-- Every verdict moves in this index, many thousands a minute; what asks by time does so once a minute, and may read over all series.
ALTER TABLE series_verdict DROP KEY series_verdict_newest;
