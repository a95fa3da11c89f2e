-- Audiobooks: their length in minutes as recorded, and the speed at which the reader listens
ALTER TABLE user_tbr_list
    ADD COLUMN audio_minutes integer CHECK (audio_minutes BETWEEN 1 AND 20000),
    ADD COLUMN audio_speed   integer CHECK (audio_speed BETWEEN 50 AND 400),
    ADD CONSTRAINT user_tbr_list_length_of_audio CHECK (
        (audio_minutes IS NULL) = (audio_speed IS NULL) AND (audio_minutes IS NULL OR coalesce(format = 'AUDIO', false)));
COMMENT ON COLUMN user_tbr_list.audio_speed IS 'In per cent of the recording: 125 is a quarter faster.';
