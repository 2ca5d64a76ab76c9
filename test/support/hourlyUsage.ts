const HEADER =
  'start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,input_tokens,output_tokens,input_cached_tokens';
const HOURS = 14 * 24;

/** Two weeks of hourly use of gpt-4o to the end of October 2026: 2 M tokens of input an hour, 6 M from noon on. */
export function hourlyUsage(): string {
  const first = Date.UTC(2026, 9, 18) / 1000;
  const lines = Array.from({ length: HOURS }, (_, hour) => {
    const start = first + hour * 3600;
    const [from, to] = [start, start + 3600].map((second) => new Date(second * 1000).toISOString());
    const input = hour % 24 < 12 ? 2_000_000 : 6_000_000;
    return `${String(start)},${String(start + 3600)},${from ?? ''},${to ?? ''},proj_hours,10,,,gpt-4o,FALSE,default,${String(input)},0,0`;
  });
  return [HEADER, ...lines].join('\n');
}
