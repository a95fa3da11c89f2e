-- The number of demos is counted in users. The table stays for the version that runs beside this one during an upgrade
COMMENT ON TABLE demo_accounts IS 'Unused; still written by the version before.';
