SELECT person::text FROM sign_in($1)
