-- From here on a call that has ended stays in calls, with its last doc, until it is filed among the records: see filing.go.
-- The schema stays what it was. This step only keeps older versions from opening the file, who would take such a call for damage.
SELECT 1;
