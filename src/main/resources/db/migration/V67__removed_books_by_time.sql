CREATE INDEX user_tbr_list_removed ON user_tbr_list (removed_at) WHERE removed_at IS NOT NULL;
